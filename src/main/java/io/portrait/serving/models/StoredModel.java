package io.portrait.serving.models;

import io.portrait.kernel.UserId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A locked model that can be written to a snapshot and read from one.
 *
 * @param <M> the type of the model
 */
final class StoredModel<M> extends LockedModel<M> {

    /**
     * The bytes of a type of model.
     *
     * @param fingerprint identifies the byte layout and the configuration of a model
     */
    record ModelFormat<M>(Function<M, String> fingerprint, ModelWriter<M> writer, ModelReader<M> reader) {}

    /**
     * The parts of a type of model that belong to single users.
     *
     * @param isKnown whether a user has a part of their own
     * @param users the users with a part of their own
     * @param renamer moves the part of a user to a user without one
     * @param forget removes the parts of users
     */
    record PersonalParts<M>(
            BiPredicate<M, UserId> isKnown,
            Function<M, Set<UserId>> users,
            UserRenamer<M> renamer,
            BiConsumer<M, Set<UserId>> forget) {}

    /** Moves the part of a user to a user without one. */
    interface UserRenamer<M> {

        void rename(M model, UserId user, UserId newUser);
    }

    /** Writes a model. */
    interface ModelWriter<M> {

        void write(M model, DataOutput out) throws IOException;
    }

    /** Reads a model. */
    interface ModelReader<M> {

        M read(DataInput in) throws IOException;
    }

    private final ModelFormat<M> format;
    private final PersonalParts<M> personal;

    StoredModel(Supplier<M> empty, ModelFormat<M> format, PersonalParts<M> personal) {
        super(empty);
        this.format = format;
        this.personal = personal;
    }

    /** A check whether the model holds a part of a single user. */
    boolean isKnown(UserId user) {
        return read(model -> personal.isKnown().test(model, user));
    }

    /**
     * Follows a merge or split.
     *
     * @param rebuild replaces the parts of both persons, if the model knows both
     */
    void follow(PersonChange change, Consumer<M> rebuild) {
        write(model -> {
            switch (change.effectOn(user -> personal.isKnown().test(model, user))) {
                case NONE -> {
                    // nothing is known of the id that moves
                }
                case RENAME -> personal.renamer().rename(model, change.other(), change.person());
                case REBUILD -> rebuild.accept(model);
            }
        });
    }

    /** Removes the parts of single users from the model; requests can read the model while the users are looked for. */
    void forget(Predicate<UserId> erased) {
        Set<UserId> users = read(model -> personal.users().apply(model)).stream()
                .filter(erased)
                .collect(Collectors.toSet());
        if (!users.isEmpty()) {
            write(model -> personal.forget().accept(model, users));
        }
    }

    /** Identifies the byte layout and the configuration of the model. */
    String fingerprint() {
        return read(format.fingerprint());
    }

    /** Writes the model under the read lock: requests can read it meanwhile, the projection cannot change it. */
    void writeTo(DataOutput out) {
        read(model -> {
            try {
                format.writer().write(model, out);
                return out;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Reads a model; the returned action replaces the present model by it. */
    Runnable readFrom(DataInput in) throws IOException {
        M read = format.reader().read(in);
        return () -> replace(read);
    }
}
