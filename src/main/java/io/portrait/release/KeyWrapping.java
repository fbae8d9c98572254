package io.portrait.release;

import io.portrait.kernel.UserId;
import io.portrait.release.mechanism.NoiseKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The wrapping of noise keys for storage: AES-256-GCM under a key derived from the master key. User id and incarnation
 * are authenticated, so a wrapped key cannot be unwrapped for another row.
 *
 * <pre>
 *  offset  bytes  content
 *       0     12  nonce, random
 *      12     32  the noise key, encrypted
 *      44     16  tag
 * </pre>
 */
final class KeyWrapping {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec wrappingKey;
    private final SecureRandom random = new SecureRandom();

    KeyWrapping(MasterKey masterKey) {
        this.wrappingKey = new SecretKeySpec(masterKey.derive("wrap", ""), "AES");
    }

    /** Generates a noise key and returns it wrapped; the plain key is erased from memory. */
    byte[] generateWrapped(UserId user, int incarnation) {
        byte[] secret = new byte[NoiseKey.BYTES];
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(secret);
        random.nextBytes(nonce);
        try {
            byte[] encrypted =
                    cipher(Cipher.ENCRYPT_MODE, nonce, user, incarnation).doFinal(secret);
            return ByteBuffer.allocate(NONCE_BYTES + encrypted.length)
                    .put(nonce)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException e) {
            throw unsupportedCipher(e);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /**
     * Unwraps a noise key.
     *
     * @throws IllegalStateException if it was wrapped for another row or with another master key, or was changed
     */
    NoiseKey unwrap(byte[] wrapped, UserId user, int incarnation) {
        byte[] nonce = Arrays.copyOf(wrapped, NONCE_BYTES);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, user, incarnation);
            return NoiseKey.of(cipher.doFinal(wrapped, NONCE_BYTES, wrapped.length - NONCE_BYTES));
        } catch (AEADBadTagException e) {
            throw new IllegalStateException(
                    "a stored noise key was changed or was wrapped with another master key or for another user", e);
        } catch (GeneralSecurityException e) {
            throw unsupportedCipher(e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, UserId user, int incarnation) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, wrappingKey, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(ByteBuffer.allocate(Integer.BYTES).putInt(incarnation).array());
        cipher.updateAAD(user.value().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static IllegalStateException unsupportedCipher(GeneralSecurityException e) {
        return new IllegalStateException("AES-256-GCM is not available", e);
    }
}
