package io.portrait.access.audit;

import io.portrait.kernel.KeyDerivation;
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
final class AuditChain {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    AuditChain(KeyDerivation secrets) {
        this.key = new SecretKeySpec(secrets.derive("audit"), ALGORITHM);
    }

    /** The log's ends, with the seals of the entries there. */
    record ChainEnds(long prunedThrough, String prunedHash, long lastNumber, String lastHash) {}

    /** The seal of an entry; the entry's own is not looked at. */
    String hash(String previousHash, AuditEntry entry) {
        return hmac(out -> {
            out.writeUTF(previousHash);
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

    String hash(ChainEnds ends) {
        return hmac(out -> {
            out.writeUTF("ends");
            out.writeLong(ends.prunedThrough());
            out.writeUTF(ends.prunedHash());
            out.writeLong(ends.lastNumber());
            out.writeUTF(ends.lastHash());
        });
    }

    private interface FieldWriter {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private String hmac(FieldWriter fields) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
            fields.writeTo(new DataOutputStream(bytes));
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
