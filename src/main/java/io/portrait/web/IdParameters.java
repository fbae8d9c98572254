package io.portrait.web;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Ids and topics as callers name them: one that cannot be is a bad request, not a missing thing. */
final class IdParameters {

    private IdParameters() {}

    static UserId user(String id) {
        return parse(id, UserId::new, "invalid-id");
    }

    static ItemId item(String id) {
        return parse(id, ItemId::new, "invalid-id");
    }

    static Topic topic(@Nullable String path) {
        return parse(path == null ? "" : path, Topic::new, "invalid-topic");
    }

    private static <T> T parse(String value, Function<String, T> constructor, String code) {
        try {
            return constructor.apply(value);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest(code, String.valueOf(e.getMessage()));
        }
    }
}
