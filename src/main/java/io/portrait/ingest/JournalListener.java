package io.portrait.ingest;

/** Is told when this instance has appended. */
@FunctionalInterface
public interface JournalListener {

    /** New entries are committed. */
    void onAppended();
}
