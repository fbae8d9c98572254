package io.portrait.model.rating;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Random ratings from a seed, a configuration with a small capacity, and models as bytes. */
final class SyntheticRatings {

    private static final List<Topic> TOPICS =
            Stream.of("drama", "comedy", "war", "crime").map(Topic::new).toList();

    private SyntheticRatings() {}

    /** The default configuration with a capacity that is soon exceeded. */
    static RatingConfig small() {
        return RatingConfig.defaults().withCapacity(new RatingConfig.RatingCapacity(20, 15, 3, 6, 16, 50));
    }

    static List<ItemRating> ratings(int count, int users, int items, long seed) {
        Random random = new Random(seed);
        return Stream.generate(() -> rating(random, users, items)).limit(count).toList();
    }

    private static ItemRating rating(Random random, int users, int items) {
        int user = random.nextInt(users);
        int item = random.nextInt(items);
        List<Topic> topics = TOPICS.subList(item % 3, item % 3 + 1 + item % 2);
        double stars = Math.clamp(3 + (user % 3 - 1) + (item % 4 - 1.5) / 2 + random.nextGaussian(), 0.5, 5);
        return new ItemRating(new UserId("u" + user), new ItemId("i" + item), topics, stars);
    }

    static byte[] bytes(RatingModel model) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            model.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static RatingModel read(RatingConfig config, byte[] bytes) {
        try {
            return RatingModel.read(config, new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
