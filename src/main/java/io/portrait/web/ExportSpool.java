package io.portrait.web;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.portrait.access.consent.ExportProperties;
import io.portrait.ingest.IdentityGraph;
import io.portrait.kernel.UserId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * The spool of exports: an export is written to a file and sent from there, so a client that does not read holds no connection
 * of the database. A person has one export at a time, and the number and the size of the files are limited.
 */
@Component
class ExportSpool {

    private static final int RETRY_SECONDS = 10;

    private final IdentityGraph identityGraph;
    private final ExportProperties properties;
    private final Semaphore writers;
    private final Semaphore files;
    private final Set<UserId> persons = ConcurrentHashMap.newKeySet();
    private final AtomicLong spooledBytes = new AtomicLong();

    ExportSpool(IdentityGraph identityGraph, ExportProperties properties, MeterRegistry registry) {
        this.identityGraph = identityGraph;
        this.properties = properties;
        this.writers = new Semaphore(properties.concurrent());
        this.files = new Semaphore(properties.maxFiles());
        Gauge.builder("portrait.exports.spooled", spooledBytes::get)
                .description("Bytes of exports that are being written or sent")
                .baseUnit("bytes")
                .register(registry);
    }

    /** The content of an export. */
    @FunctionalInterface
    interface ExportContent {

        /** Writes the export; closes the stream. */
        void writeTo(OutputStream file) throws IOException;
    }

    /**
     * Sends an export.
     *
     * @throws ProblemException if an export of the person runs already, or too many run, or it is too large
     */
    void send(UserId user, MediaType type, ExportContent content, HttpServletResponse response) throws IOException {
        UserId person = identityGraph.personOf(user);
        if (!persons.add(person)) {
            throw ProblemCode.EXPORT_RUNNING
                    .problem("an export of this person is running: wait for its end")
                    .retryAfter(RETRY_SECONDS);
        }
        try {
            sendExclusively(type, content, response);
        } finally {
            persons.remove(person);
        }
    }

    private void sendExclusively(MediaType type, ExportContent content, HttpServletResponse response)
            throws IOException {
        acquire(files);
        try (ExportFile file = ExportFile.create(properties, spooledBytes)) {
            write(content, file);
            copy(file, type, response);
        } finally {
            files.release();
        }
    }

    private void write(ExportContent content, ExportFile file) throws IOException {
        acquire(writers);
        try {
            content.writeTo(file.output());
        } finally {
            writers.release();
        }
    }

    private static void acquire(Semaphore permits) {
        if (!permits.tryAcquire()) {
            throw ProblemCode.TOO_MANY_EXPORTS
                    .problem("other exports are running: try again later")
                    .retryAfter(RETRY_SECONDS);
        }
    }

    private static void copy(ExportFile file, MediaType type, HttpServletResponse response) throws IOException {
        response.setContentType(type.toString());
        response.setContentLengthLong(file.size());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"portrait-export\"");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        Channels.newInputStream(file.fromStart()).transferTo(response.getOutputStream());
    }
}
