package io.portrait.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpHeaders;

/** The attributes of a CloudEvent in binary mode: headers with the prefix {@code ce-} (HTTP Protocol Binding 1.0, 3.1.3). */
final class CloudEventHeaders {

    /** The header by which an event in binary mode is recognized. */
    static final String SPECVERSION = "ce-specversion";

    private static final String PREFIX = "ce-";

    private CloudEventHeaders() {}

    /** The attributes by name, decoded, with the type of the body as {@code datacontenttype}. */
    static Map<String, String> attributes(HttpServletRequest request) {
        Map<String, String> attributes = new TreeMap<>();
        for (String header : Collections.list(request.getHeaderNames())) {
            String name = header.toLowerCase(Locale.ROOT);
            if (name.startsWith(PREFIX)) {
                attributes.put(name.substring(PREFIX.length()), decode(request.getHeader(header)));
            }
        }
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null) {
            attributes.put("datacontenttype", type);
        }
        return attributes;
    }

    /** Removes the quotes of a quoted string, then decodes {@code %XX} once. */
    static String decode(String value) {
        String text = value.strip();
        boolean isQuoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return percentDecode(isQuoted ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : text);
    }

    private static String percentDecode(String text) {
        byte[] sent = text.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(sent.length);
        for (int i = 0; i < sent.length; i++) {
            boolean isEncoded = sent[i] == '%' && i + 2 < sent.length && hex(sent[i + 1]) >= 0 && hex(sent[i + 2]) >= 0;
            decoded.write(isEncoded ? hex(sent[i + 1]) * 16 + hex(sent[i + 2]) : sent[i]);
            i += isEncoded ? 2 : 0;
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    private static int hex(byte digit) {
        return Character.digit((char) digit, 16);
    }
}
