package io.wrong.unmarked;

/** In a package where anything may be null. */
final class Unmarked {}
