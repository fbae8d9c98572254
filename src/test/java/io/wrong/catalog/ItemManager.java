package io.wrong.catalog;

/** A class with a vague name. */
final class ItemManager {}
