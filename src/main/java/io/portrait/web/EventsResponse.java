package io.portrait.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a user's events; {@code next} is missing on the last page. */
record EventsResponse(List<EventResponse> events, @Nullable Long next) {}
