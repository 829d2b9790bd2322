//! Files that are nothing else: opening a pipe could wait for ever.

use std::fs::File;
#[cfg(unix)]
use std::io::ErrorKind;
use std::io::Result;
use std::path::Path;

/// Opens a file without waiting, in case somebody just replaced it with a pipe.
#[cfg(unix)]
pub(crate) fn open(path: &Path) -> Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = (rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY).bits();
    let file = File::options().read(true).custom_flags(flags.cast_signed()).open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(ErrorKind::InvalidInput.into()) }
}

#[cfg(not(unix))]
pub(crate) fn open(path: &Path) -> Result<File> {
    File::open(path)
}
