package io.portrait.evaluation.search;

import io.portrait.kernel.ItemId;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.zip.GZIPInputStream;

/**
 * A query with its graded documents.
 *
 * @param grades the relevance of each document, 0 to 4, in the order of the file
 */
record GradedQuery(String query, SequencedMap<ItemId, Integer> grades) {

    /**
     * Reads documents in the format of libsvm, of which only the grade before the features is used.
     *
     * @param sizes a file with the number of documents of each query, one per line
     */
    static List<GradedQuery> read(Path documents, Path sizes) throws IOException {
        List<GradedQuery> queries = new ArrayList<>();
        try (BufferedReader lines = open(documents)) {
            for (String size : Files.readAllLines(sizes)) {
                queries.add(next(queries.size(), Integer.parseInt(size.strip()), lines));
            }
        }
        return queries;
    }

    private static GradedQuery next(int number, int size, BufferedReader lines) throws IOException {
        SequencedMap<ItemId, Integer> grades = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            String line = lines.readLine();
            if (line == null) {
                throw new IOException("the file has fewer documents than the sum of the query sizes");
            }
            grades.put(new ItemId("d" + i), Integer.parseInt(line.strip().split("\\s+", 2)[0]));
        }
        return new GradedQuery("q" + number, grades);
    }

    private static BufferedReader open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
        return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
    }

    List<ItemId> originalOrder() {
        return List.copyOf(grades.keySet());
    }

    int grade(ItemId item) {
        return grades.getOrDefault(item, 0);
    }
}
