package io.wrong.catalog;

/** What is it? */
final class ItemHelper {}
