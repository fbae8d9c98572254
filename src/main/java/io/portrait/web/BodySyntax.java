package io.portrait.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** The checks of the headers that describe a body, and of characters that no parameter may have. */
final class BodySyntax {

    private static final String DEFLATE = "deflate";
    private static final Set<String> GZIP = Set.of("gzip", "x-gzip");
    private static final String ACCEPTED_ENCODINGS = "gzip, deflate";
    private static final Pattern HEX_PAIR = Pattern.compile("[0-9a-fA-F]{2}");

    private BodySyntax() {}

    /** The reason why no route can read the request; empty if one may. */
    static Optional<ProblemException> refusalOf(HttpServletRequest request) {
        if (request.getMethod().equals("TRACE")) {
            return Optional.of(ProblemCode.METHOD_NOT_ALLOWED.problem("no path supports TRACE"));
        }
        if (!isText(request.getRequestURI()) || !isText(request.getQueryString())) {
            return Optional.of(ProblemCode.BAD_REQUEST.problem(
                    "the path and the query must be percent-encoded UTF-8 without NUL (%00)"));
        }
        String encoding = encoding(request);
        if (!encoding.isEmpty() && !GZIP.contains(encoding) && !encoding.equals(DEFLATE)) {
            ProblemException problem = ProblemCode.UNSUPPORTED_ENCODING.problem(
                    "the Content-Encoding must be one of [gzip, deflate] or absent");
            problem.getHeaders().set(HttpHeaders.ACCEPT_ENCODING, ACCEPTED_ENCODINGS);
            return Optional.of(problem);
        }
        boolean isTracking = TrackingApiRoutes.contains(request.getRequestURI().replaceFirst("^//", "/"));
        return isTracking || isMediaType(request.getContentType())
                ? Optional.empty()
                : Optional.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE.problem(
                        "the Content-Type is not a media type: send application/json"));
    }

    /** A check whether a percent-encoded text is UTF-8 without NUL. */
    private static boolean isText(@Nullable String encoded) {
        if (encoded == null || encoded.indexOf('%') < 0) {
            return true;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            if (encoded.charAt(i) != '%') {
                bytes.write(encoded.charAt(i));
            } else if (i + 2 < encoded.length()
                    && HEX_PAIR.matcher(encoded.substring(i + 1, i + 3)).matches()) {
                bytes.write(Integer.parseInt(encoded.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                return false;
            }
        }
        try {
            return StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes.toByteArray()))
                            .toString()
                            .indexOf(0)
                    < 0;
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }

    /** A check whether the text names one media type, not a range such as {@code application/*}. */
    private static boolean isMediaType(@Nullable String contentType) {
        try {
            return contentType == null || MediaType.parseMediaType(contentType).isConcrete();
        } catch (InvalidMediaTypeException notAMediaType) {
            return false;
        }
    }

    /** A check whether the body is labelled as compressed. */
    static boolean isCompressed(HttpServletRequest request) {
        return !encoding(request).isEmpty();
    }

    /** A check whether the body is labelled as compressed by deflate. */
    static boolean isDeflated(HttpServletRequest request) {
        return encoding(request).equals(DEFLATE);
    }

    /** The encoding in lower case; empty without one. */
    private static String encoding(HttpServletRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        String name = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
        return name.equals("identity") ? "" : name;
    }
}
