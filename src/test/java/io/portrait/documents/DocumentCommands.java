package io.portrait.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of a document, each with the output that the document shows. */
final class DocumentCommands {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```[a-z]*\\n(.*?)^```");
    private static final Pattern KEY = Pattern.compile("\"([A-Za-z_][\\w.-]*)\":");
    private static final Pattern FIXED_VALUE = Pattern.compile(
            "\"(?:code|audience|mechanism|unit|pointer|request_status)\":\"[^\"…]+\"|\"status\":\"?\\w+\"?");
    private static final Pattern STATUS_LINE = Pattern.compile("(?m)^HTTP/1\\.1 (\\d+)");

    private DocumentCommands() {}

    /**
     * A command and its shown output.
     *
     * @param command the text after {@code $}, with its line breaks
     * @param output the lines up to the next command; shortened with …
     */
    record DocumentCommand(String command, String output) {

        /** Keys, fixed values and the status line of the shown output that an actual output lacks. */
        List<String> missingFrom(String actual) {
            List<String> missing = new ArrayList<>();
            for (Pattern pattern : List.of(KEY, FIXED_VALUE, STATUS_LINE)) {
                TreeSet<String> shown = matches(pattern, output);
                shown.removeAll(matches(pattern, actual.replace("\": ", "\":")));
                missing.addAll(shown);
            }
            return missing;
        }

        private static TreeSet<String> matches(Pattern pattern, String text) {
            TreeSet<String> found = new TreeSet<>();
            pattern.matcher(text).results().forEach(match -> found.add(match.group()));
            return found;
        }
    }

    /** The commands in the code blocks of a Markdown text: lines that start with {@code $}, and their continuations. */
    static List<DocumentCommand> of(String markdown) {
        List<DocumentCommand> commands = new ArrayList<>();
        Matcher block = BLOCK.matcher(markdown);
        while (block.find()) {
            read(block.group(1).lines().toList(), commands);
        }
        return commands;
    }

    private static void read(List<String> lines, List<DocumentCommand> commands) {
        int line = 0;
        while (line < lines.size()) {
            if (!lines.get(line).startsWith("$ ")) {
                line++;
                continue;
            }
            StringBuilder command = new StringBuilder(lines.get(line++).substring(2));
            while (continues(command) && line < lines.size()) {
                command.append('\n').append(lines.get(line++));
            }
            StringBuilder output = new StringBuilder();
            while (line < lines.size() && !lines.get(line).startsWith("$ ")) {
                output.append(lines.get(line++)).append('\n');
            }
            commands.add(new DocumentCommand(command.toString(), output.toString()));
        }
    }

    private static boolean continues(CharSequence command) {
        String text = command.toString();
        return text.endsWith("\\") || text.chars().filter(c -> c == '\'').count() % 2 == 1;
    }
}
