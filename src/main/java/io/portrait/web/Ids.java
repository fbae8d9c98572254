package io.portrait.web;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import java.util.function.Function;

/** Ids in paths: one that cannot be is a bad request, not a missing thing. */
final class Ids {

    private Ids() {}

    static UserId user(String id) {
        return parse(id, UserId::new);
    }

    static ItemId item(String id) {
        return parse(id, ItemId::new);
    }

    private static <T> T parse(String id, Function<String, T> rule) {
        try {
            return rule.apply(id);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest("invalid-id", String.valueOf(e.getMessage()));
        }
    }
}
