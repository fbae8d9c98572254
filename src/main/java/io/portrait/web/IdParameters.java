package io.portrait.web;

import io.portrait.kernel.Caller;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parser of ids and topics in requests. An invalid one is a bad request, not a missing resource. */
final class IdParameters {

    private IdParameters() {}

    static UserId user(String id) {
        return parse(id, UserId::new, ProblemCode.INVALID_ID);
    }

    /** The user of a path; for a person with a token the id of the token, because the path may have another id of the person. */
    static UserId user(String id, Caller caller) {
        return caller.subject() == null ? user(id) : caller.subject();
    }

    static ItemId item(String id) {
        return parse(id, ItemId::new, ProblemCode.INVALID_ID);
    }

    static Topic topic(@Nullable String path) {
        return parse(path == null ? "" : path, Topic::new, ProblemCode.INVALID_TOPIC);
    }

    private static <T> T parse(String value, Function<String, T> constructor, ProblemCode code) {
        try {
            return constructor.apply(value);
        } catch (IllegalArgumentException e) {
            throw code.problem(String.valueOf(e.getMessage()));
        }
    }
}
