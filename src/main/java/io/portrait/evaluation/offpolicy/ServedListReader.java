package io.portrait.evaluation.offpolicy;

import io.portrait.evaluation.data.UnreadableDataException;
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
 * The log of served lists of the service, as {@code GET /v1/served-lists} returns it, one list per line. Only a
 * randomized last rank gives a logged action; the other ranks are deterministic and contain no information about other
 * policies.
 *
 * @param listCount the number of lists that were read
 */
record ServedListReader(int listCount, List<LoggedAction> loggedActions) {

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Reads the file.
     *
     * @param reward the mark of an item that counts 1: {@code interacted} or {@code purchased}
     */
    static ServedListReader read(Path file, String reward, int limit) throws IOException {
        List<LoggedAction> loggedActions = new ArrayList<>();
        int listCount = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null && listCount < limit; line = lines.readLine()) {
                listCount++;
                JsonNode list = parseList(line, listCount);
                if (!list.path("candidates").isEmpty()) {
                    loggedActions.add(toLoggedAction(list, reward));
                }
            }
        }
        return new ServedListReader(listCount, loggedActions);
    }

    private static JsonNode parseList(String line, int number) {
        try {
            JsonNode list = JSON.readTree(line);
            if (!list.path("items").isEmpty()) {
                return list;
            }
        } catch (JacksonException notJson) {
            // reported below
        }
        throw new UnreadableDataException("line %d is not a served list".formatted(number));
    }

    private static LoggedAction toLoggedAction(JsonNode list, String reward) {
        JsonNode items = list.path("items");
        JsonNode last = items.get(items.size() - 1);
        return new LoggedAction(
                items.size(),
                last.path("id").asString(),
                last.path("propensity").asDouble(),
                last.path(reward).asBoolean() ? 1 : 0,
                list.path("candidates")
                        .valueStream()
                        .map(candidate -> candidate.path("id").asString())
                        .toList());
    }
}
