//! The objects of a git repository, all read by one `git cat-file`.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use super::git::reading;
use crate::limits;

/// A git process that reads objects. Names are lines of its input, so none is taken for an option.
pub(super) struct Objects {
    process: Child,
    names: ChildStdin,
    answers: BufReader<ChildStdout>,
}

/// An object, and its id in hexadecimal.
pub(super) struct Object {
    pub(super) id: String,
    pub(super) is_tree: bool,
    pub(super) bytes: Vec<u8>,
}

/// Something in a tree.
pub(super) struct Entry<'a> {
    pub(super) name: &'a str,
    pub(super) kind: Kind,
    pub(super) id: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    Link,
}

/// The longest first line of an answer. It repeats the name.
const HEADER: u64 = 1 << 16;

impl Objects {
    pub(super) fn open(folder: &Path) -> io::Result<Self> {
        let mut git = reading(folder, &["cat-file", "--batch", "--follow-symlinks"]);
        let mut process = git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        match (process.stdin.take(), process.stdout.take()) {
            (Some(names), Some(answers)) => Ok(Self { process, names, answers: BufReader::new(answers) }),
            _ => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    /// The object with a name, such as `v1.0^{commit}`.
    pub(super) fn find(&mut self, name: &str) -> io::Result<Option<Object>> {
        if name.contains(['\n', '\0']) || name.len() as u64 > HEADER / 2 {
            return Ok(None);
        }
        let mut header = String::new();
        // If git has ended, its message says more than a closed pipe.
        let _ = self.names.write_all(format!("{name}\n").as_bytes()).and_then(|()| self.names.flush());
        self.answers.by_ref().take(HEADER).read_line(&mut header)?;
        if header.is_empty() {
            return Err(self.why());
        }
        let words: Vec<&str> = header.trim_end().split(' ').collect();
        match words[..] {
            [.., "missing" | "ambiguous"] => Ok(None),
            // A link that leads nowhere, or out of the repository.
            ["dangling" | "loop" | "notdir" | "symlink", length] => self.bytes(length).map(|_| None),
            [id, kind, length] => {
                let (id, is_tree) = (id.to_owned(), kind == "tree");
                Ok(Some(Object { id, is_tree, bytes: self.bytes(length)? }))
            }
            _ => Err(io::Error::other(header)),
        }
    }

    fn bytes(&mut self, length: &str) -> io::Result<Vec<u8>> {
        let length = length.parse::<u64>().map_err(io::Error::other)?;
        if length > limits::FILE_BYTES {
            return Err(io::Error::other(format!("larger than {} MiB", limits::FILE_BYTES >> 20)));
        }
        // As much as a pipe may have; a length is only a promise.
        let mut bytes = Vec::with_capacity(usize::try_from(length.min(1 << 22)).unwrap_or_default());
        self.answers.by_ref().take(length).read_to_end(&mut bytes)?;
        // A line break follows.
        self.answers.by_ref().take(1).read_to_end(&mut Vec::new())?;
        if bytes.len() as u64 == length { Ok(bytes) } else { Err(self.why()) }
    }

    /// What git says when it has ended.
    fn why(&mut self) -> io::Error {
        let mut said = String::new();
        if let Some(errors) = self.process.stderr.take() {
            let _ = errors.take(HEADER).read_to_string(&mut said);
        }
        io::Error::other(said.lines().next().unwrap_or("git has ended").to_owned())
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Object {
    /// A file that nobody needs to read.
    pub(super) fn unread(id: String) -> Self {
        Self { id, is_tree: false, bytes: Vec::new() }
    }

    /// When a commit was made, in seconds since 1970.
    pub(super) fn committed(&self) -> Option<i64> {
        let text = String::from_utf8_lossy(&self.bytes);
        let line = text.lines().take_while(|line| !line.is_empty()).find(|line| line.starts_with("committer "))?;
        line.rsplit(' ').nth(1)?.parse().ok()
    }

    /// The entries of a tree. Names that aren't UTF-8 are left out, as are other repositories.
    pub(super) fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        let (mut rest, length) = (&self.bytes[..], self.id.len() / 2);
        let all = std::iter::from_fn(move || {
            let end = rest.iter().position(|byte| *byte == 0)?;
            let (line, id) = (&rest[..end], rest.get(end + 1..end + 1 + length)?);
            rest = &rest[end + 1 + length..];
            Some((line, id))
        });
        all.filter_map(|(line, id)| {
            let (mode, name) = std::str::from_utf8(line).ok()?.split_once(' ')?;
            let kind = match mode {
                "40000" => Kind::Folder,
                "120000" => Kind::Link,
                "160000" => return None,
                _ => Kind::File,
            };
            let digits = id.iter().flat_map(|byte| [byte >> 4, byte & 15]);
            let id = digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect();
            Some(Entry { name, kind, id })
        })
    }
}
