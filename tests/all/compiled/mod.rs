//! The compiled matrix answers as the YAML does, byte by byte, and whatever becomes of it, it never answers otherwise.

mod agreement;
mod cache;
mod damage;
mod matrices;
mod races;
