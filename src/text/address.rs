//! How addresses are compared.

/// An address in lower case, and a telephone number by its digits.
pub(crate) fn key(address: &str) -> String {
    let is_number = address.starts_with('+');
    address.to_lowercase().chars().filter(|c| !is_number || c.is_ascii_digit()).collect()
}
