package io.portrait.access;

import io.portrait.kernel.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The chain of the audit log: seal = HMAC-SHA256(key, seal before ‖ entry), each part with its length. Keyed, for whoever
 * can change rows could else compute a chain that fits.
 */
final class AuditSeal {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    AuditSeal(Secrets secrets) {
        this.key = new SecretKeySpec(secrets.derive("audit"), ALGORITHM);
    }

    /** The log's ends, with the seals of the entries there. */
    record Ends(long begunAfter, String begunSeal, long number, String seal) {}

    /** The seal of an entry; the entry's own is not looked at. */
    String of(String before, AuditEntry entry) {
        return seal(out -> {
            out.writeUTF(before);
            out.writeLong(entry.number());
            out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, entry.at()));
            out.writeUTF(entry.actor());
            out.writeUTF(entry.audience());
            out.writeUTF(entry.action());
            out.writeUTF(Objects.requireNonNullElse(entry.subject(), ""));
            out.writeUTF(entry.release());
            out.writeInt(entry.result());
        });
    }

    String of(Ends ends) {
        return seal(out -> {
            out.writeUTF("ends");
            out.writeLong(ends.begunAfter());
            out.writeUTF(ends.begunSeal());
            out.writeLong(ends.number());
            out.writeUTF(ends.seal());
        });
    }

    private interface Parts {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private String seal(Parts parts) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
            parts.writeTo(new DataOutputStream(bytes));
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
