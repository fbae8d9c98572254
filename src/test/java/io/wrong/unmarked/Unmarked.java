package io.wrong.unmarked;

/** A class in a package without {@code @NullMarked}. */
final class Unmarked {}
