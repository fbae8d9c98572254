package io.wrong.access;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A public entity. */
@Entity
public class OpenEntity {

    @Id
    private String id = "";

    /** The key. */
    public String id() {
        return id;
    }

    /** Sets the key. */
    public void id(String other) {
        id = other;
    }
}
