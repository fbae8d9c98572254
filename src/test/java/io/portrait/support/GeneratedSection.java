package io.portrait.support;

import static org.assertj.core.api.Assertions.assertThat;

/** A section of a document that a test generates, between two comments with its name. */
public final class GeneratedSection {

    private GeneratedSection() {}

    /** The document with another text between the comments. */
    public static String replace(String document, String name, String text) {
        String begin = "<!-- generated: %s -->\n".formatted(name);
        String end = "<!-- end of generated: %s -->\n".formatted(name);
        int from = document.indexOf(begin) + begin.length();
        int to = document.indexOf(end);
        assertThat(to).as("the document must contain %s and %s", begin, end).isGreaterThanOrEqualTo(from);
        return document.substring(0, from) + text + document.substring(to);
    }
}
