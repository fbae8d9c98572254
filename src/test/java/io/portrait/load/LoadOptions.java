package io.portrait.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What to do.
 *
 * @param url of the service
 * @param rate events a second to offer whatever the answers (open loop); 0: as fast as they are answered (closed loop)
 * @param senders requests under way at once
 * @param batch events in a request
 * @param users different users, drawn with a Zipf law of exponent {@code skew}
 * @param readsPerSecond GETs of profiles beside the events
 * @param decisionsPerSecond recommendations, and as many rankings of 100 items, beside the events
 * @param replay a retail file to send instead of made-up events
 * @param jdbcUrl of the service's database, to read sizes and WAL; optional. {@code --data} names the directory of an
 *     embedded one instead
 * @param compareWithBaseline whether the service takes turns afterwards with PostgreSQL alone, which does the same rows; needs the
 *     database
 */
record LoadOptions(
        URI url,
        int rate,
        int senders,
        int batch,
        int users,
        double zipfExponent,
        int items,
        Duration warmUp,
        Duration duration,
        int readsPerSecond,
        int decisionsPerSecond,
        Optional<Path> replay,
        Optional<String> jdbcUrl,
        boolean compareWithBaseline,
        long seed) {

    private static final int PORT_LINE = 3;

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("url", "http://127.0.0.1:8080"),
            Map.entry("rate", "0"),
            Map.entry("senders", "4"),
            Map.entry("batch", "500"),
            Map.entry("users", "100000"),
            Map.entry("skew", "1.0"),
            Map.entry("items", "2000"),
            Map.entry("warm-up", "10"),
            Map.entry("seconds", "60"),
            Map.entry("reads", "50"),
            Map.entry("decisions", "0"),
            Map.entry("replay", ""),
            Map.entry("jdbc", ""),
            Map.entry("data", ""),
            Map.entry("floor", "false"),
            Map.entry("seed", "1"));

    static LoadOptions parse(String[] arguments) {
        Map<String, String> values = new HashMap<>(DEFAULTS);
        for (String argument : arguments) {
            String[] pair = argument.replaceFirst("^--", "").split("=", 2);
            if (pair.length != 2 || !DEFAULTS.containsKey(pair[0])) {
                throw new IllegalArgumentException("'%s' is not one of %s as --name=value"
                        .formatted(argument, new TreeSet<>(Set.copyOf(DEFAULTS.keySet()))));
            }
            values.put(pair[0], pair[1]);
        }
        return of(new OptionValues(values));
    }

    private record OptionValues(Map<String, String> map) {

        String text(String name) {
            return map.getOrDefault(name, "");
        }

        int integer(String name) {
            return Integer.parseInt(text(name));
        }

        Optional<String> optional(String name) {
            return Optional.of(text(name)).filter(value -> !value.isEmpty());
        }
    }

    LoadOptions {
        if (compareWithBaseline && jdbcUrl.isEmpty()) {
            throw new IllegalArgumentException("--floor=true needs --data or --jdbc");
        }
    }

    private static LoadOptions of(OptionValues values) {
        return new LoadOptions(
                URI.create(values.text("url")),
                values.integer("rate"),
                values.integer("senders"),
                values.integer("batch"),
                values.integer("users"),
                Double.parseDouble(values.text("skew")),
                values.integer("items"),
                Duration.ofSeconds(values.integer("warm-up")),
                Duration.ofSeconds(values.integer("seconds")),
                values.integer("reads"),
                values.integer("decisions"),
                values.optional("replay").map(Path::of),
                values.optional("jdbc").or(() -> values.optional("data").map(LoadOptions::embeddedDatabaseUrl)),
                Boolean.parseBoolean(values.text("floor")),
                values.integer("seed"));
    }

    private static String embeddedDatabaseUrl(String directory) {
        try {
            List<String> lines = Files.readAllLines(Path.of(directory, "postgres", "postmaster.pid"));
            return "jdbc:postgresql://127.0.0.1:%s/postgres"
                    .formatted(lines.get(PORT_LINE).strip());
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("no PostgreSQL is running in " + directory, e);
        }
    }

    /** The same in the closed loop. */
    LoadOptions asClosedLoop() {
        return new LoadOptions(
                url,
                0,
                senders,
                batch,
                users,
                zipfExponent,
                items,
                warmUp,
                duration,
                readsPerSecond,
                decisionsPerSecond,
                replay,
                jdbcUrl,
                compareWithBaseline,
                seed);
    }

    boolean isOpenLoop() {
        return rate > 0;
    }
}
