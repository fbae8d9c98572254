package io.portrait.ingest;

/** A listener for appends of this instance. */
@FunctionalInterface
public interface JournalListener {

    /** Called after new entries were committed. */
    void onAppended();
}
