//! What names a system or an area outside of the matrix.

use crate::source::container::{Entries, Items, Slot, Spanned};
use crate::source::decode::mappings;
use crate::source::leaf::{HostGlob, Leaf, PathGlob, Phrase, RepositoryGlob, Text, UrlGlob};

mappings! {
    /// What names a system or an area outside of the matrix. The most specific selector wins.
    struct Selectors {
        /// Hosts without scheme and port. `*` crosses no dot.
        hosts: Slot<Spanned<Items<Leaf<HostGlob>>>>,
        /// Paths from the top of the repository. `*` crosses no slash, `**` does; a folder covers what is below it;
        /// `!path` excludes.
        paths: Slot<Spanned<Items<Leaf<PathGlob>>>>,
        /// Repositories, `owner/name`, perhaps with a host before it.
        repositories: Slot<Spanned<Items<Leaf<RepositoryGlob>>>>,
        /// URLs with their host; scheme and port don't matter.
        urls: Slot<Spanned<Items<Leaf<UrlGlob>>>>,
        /// Labels of an alert. Those of one mapping must all fit.
        labels: Slot<Spanned<Items<Spanned<Entries<Text>>>>>,
        /// Words in the text of an alert, in this order.
        words: Slot<Spanned<Items<Leaf<Phrase>>>>,
    }
}
