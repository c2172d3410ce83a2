//! A number with its unit and hedge as one figure.
