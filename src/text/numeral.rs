//! Chinese and Arabic numerals to decimals.
