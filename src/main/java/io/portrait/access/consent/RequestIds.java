package io.portrait.access.consent;

import java.util.UUID;
import org.springframework.stereotype.Component;

/** Names for requests of people; they must not be guessed from one another. */
@Component
class RequestIds {

    String next() {
        return UUID.randomUUID().toString();
    }
}
