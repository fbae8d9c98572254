package io.portrait.architecture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Owners of the database's tables and views, read from the headings of the migrations ({@code -- Module name ---}). A module
 * may read and write its own tables, and read a view that a module it may import has marked {@code -- Published}.
 */
final class TableOwnership {

    private static final Pattern LINE =
            Pattern.compile("-- Module ([a-z.]+) -+|(-- Published)|CREATE (?:TABLE|VIEW|SEQUENCE) ([a-z_]+)");
    private static final Pattern VIEW = Pattern.compile("CREATE VIEW ([a-z_]+) AS\\s(.*?);", Pattern.DOTALL);
    private static final Pattern LITERAL =
            Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);
    private static final Pattern RELATION = Pattern.compile(
            "\\b(?:FROM|JOIN|INTO|UPDATE|TABLE|TRUNCATE|COPY|EXISTS|DROP)\\s+(?:ONLY\\s+)?([a-z_]+(?:\\s*,\\s*[a-z_]+)*)");
    private static final Pattern ENTITY_TABLE = Pattern.compile("@Table\\(name = \"([a-z_]+)\"");
    private static final Pattern SEQUENCE_VALUE = Pattern.compile("nextval\\('([a-z_]+)'\\)");

    private final Map<String, String> owners = new TreeMap<>();
    private final Set<String> published = new TreeSet<>();
    private final Map<String, Set<String>> allowedModules;

    /**
     * Reads the owners.
     *
     * @param migrations the text of each migration
     * @param allowedModules for each module those that it may import
     */
    TableOwnership(List<String> migrations, Map<String, Set<String>> allowedModules) {
        this.allowedModules = new HashMap<>(allowedModules);
        migrations.forEach(this::readOwners);
    }

    private void readOwners(String migration) {
        String module = null;
        boolean publish = false;
        for (String line : migration.lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.lookingAt()) {
                continue;
            }
            String relation = matcher.group(3);
            if (relation == null) {
                publish = matcher.group(2) != null;
                module = publish ? module : matcher.group(1);
                continue;
            }
            if (module == null) {
                throw new IllegalStateException(relation + " stands under no heading '-- Module name'");
            }
            owners.put(relation, module);
            if (publish) {
                published.add(relation);
            }
            publish = false;
        }
    }

    Map<String, String> owners() {
        return owners;
    }

    /** Accesses to relations of other modules in the string literals of a Java source. */
    List<String> violationsOfSource(String module, String fileName, String source) {
        List<String> relations = new ArrayList<>();
        Matcher literal = LITERAL.matcher(source);
        while (literal.find()) {
            relations.addAll(relations(Optional.ofNullable(literal.group(1)).orElseGet(() -> literal.group(2))));
        }
        Matcher entity = ENTITY_TABLE.matcher(source);
        while (entity.find()) {
            relations.add(entity.group(1));
        }
        return violations(module, fileName, relations);
    }

    /** Accesses to relations of other modules in the views of a migration. */
    List<String> violationsOfMigration(String migration) {
        List<String> violations = new ArrayList<>();
        Matcher view = VIEW.matcher(migration);
        while (view.find()) {
            String name = view.group(1);
            violations.addAll(violations(ownerOf(name), "view " + name, relations(view.group(2))));
        }
        return violations;
    }

    private List<String> violations(String module, String where, List<String> relations) {
        return relations.stream()
                .filter(owners::containsKey)
                .filter(relation -> !mayAccess(module, relation))
                .map(relation -> "%s (%s) accesses %s of %s".formatted(where, module, relation, ownerOf(relation)))
                .distinct()
                .toList();
    }

    private boolean mayAccess(String module, String relation) {
        String owner = ownerOf(relation);
        return owner.equals(module)
                || (published.contains(relation)
                        && allowedModules.getOrDefault(module, Set.of()).contains(owner));
    }

    private String ownerOf(String relation) {
        return Objects.requireNonNull(owners.get(relation), relation);
    }

    private static List<String> relations(String sql) {
        List<String> relations = new ArrayList<>();
        for (Pattern pattern : List.of(RELATION, SEQUENCE_VALUE)) {
            Matcher matcher = pattern.matcher(sql);
            while (matcher.find()) {
                relations.addAll(List.of(matcher.group(1).split("\\s*,\\s*")));
            }
        }
        return relations;
    }
}
