package io.wrong.access;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Leaves its package. */
@Entity
public class OpenEntity {

    @Id
    private String id = "";

    /** Its key. */
    public String id() {
        return id;
    }

    /** Changes its key. */
    public void id(String other) {
        id = other;
    }
}
