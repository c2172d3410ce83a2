//! stub
mod cues;
mod lists;
mod reading;
mod roles;
mod scene;
mod words;
