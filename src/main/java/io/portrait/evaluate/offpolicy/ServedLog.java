package io.portrait.evaluate.offpolicy;

import io.portrait.evaluate.data.UnreadableTableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service's own log, as {@code GET /v1/impressions} gives it, a list a line. A decision is a last place that was drawn:
 * all else was where it is for sure, and says nothing of other policies.
 *
 * @param lists that were read
 */
record ServedLog(int lists, List<Logged> decisions) {

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Reads the file.
     *
     * @param reward the mark of an item that counts 1: {@code turnedTo} or {@code bought}
     */
    static ServedLog read(Path file, String reward, int limit) throws IOException {
        List<Logged> decisions = new ArrayList<>();
        int lists = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null && lists < limit; line = lines.readLine()) {
                lists++;
                JsonNode list = list(line, lists);
                if (!list.path("drawn").isEmpty()) {
                    decisions.add(decision(list, reward));
                }
            }
        }
        return new ServedLog(lists, decisions);
    }

    private static JsonNode list(String line, int number) {
        try {
            JsonNode list = JSON.readTree(line);
            if (!list.path("items").isEmpty()) {
                return list;
            }
        } catch (JacksonException notJson) {
            // told below
        }
        throw new UnreadableTableException("line %d is no served list".formatted(number));
    }

    private static Logged decision(JsonNode list, String reward) {
        JsonNode items = list.path("items");
        JsonNode last = items.get(items.size() - 1);
        return new Logged(
                items.size(),
                last.path("id").asString(),
                last.path("propensity").asDouble(),
                last.path(reward).asBoolean() ? 1 : 0,
                list.path("drawn")
                        .valueStream()
                        .map(chance -> chance.path("id").asString())
                        .toList());
    }
}
