package io.portrait.web;

import io.portrait.kernel.Caller;
import io.portrait.kernel.IdentifierFormat;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parser of ids and topics in requests. An invalid one is a bad request, not a missing resource. */
final class IdParameters {

    /** Characters that proxies and clients change in a path, even where they are encoded. */
    private static final String UNSAFE_IN_PATH = "/\\%;";

    private static final Pattern DOTS = Pattern.compile("\\.{1,2}");

    private IdParameters() {}

    static UserId user(String id) {
        return parse(id, UserId::new, ProblemCode.INVALID_ID);
    }

    /** The user of a path; for a person with a token the id of the token, because the path may have another id of the person. */
    static UserId user(String id, Caller caller) {
        return caller.subject() == null ? user(id) : caller.subject();
    }

    /** The id of a person that may not be stored yet. */
    static UserId newUser(String id) {
        return parse(id, UserId::ofClient, ProblemCode.INVALID_ID);
    }

    /** The id that a client gives to a subject request. */
    static String request(String id) {
        return parse(id, value -> IdentifierFormat.requireNew("subject_request_id", value), ProblemCode.INVALID_ID);
    }

    static ItemId item(String id) {
        return parse(id, ItemId::new, ProblemCode.INVALID_ID);
    }

    static Topic topic(@Nullable String path) {
        return parse(path == null ? "" : path, Topic::new, ProblemCode.INVALID_TOPIC);
    }

    /**
     * The end of a URL for an id: in the path, or as a query parameter if the id has characters that proxies and clients change in
     * a path.
     *
     * @param name the query parameter
     * @param rest the path after the id
     */
    static String pathOrQuery(String name, String id, String rest) {
        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        boolean isSafeInPath =
                !DOTS.matcher(id).matches() && UNSAFE_IN_PATH.chars().noneMatch(c -> id.indexOf(c) >= 0);
        return isSafeInPath ? "/" + encoded + rest : rest + "?" + name + "=" + encoded;
    }

    private static <T> T parse(String value, Function<String, T> constructor, ProblemCode code) {
        try {
            return constructor.apply(value);
        } catch (IllegalArgumentException e) {
            throw code.problem(String.valueOf(e.getMessage()));
        }
    }
}
