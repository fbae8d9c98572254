/**
 * Click model of search result lists, corrected for position bias. In: result lists with their clicks; out: how much
 * more or less attractive an item is for a query than the caller assumed. Pure. It must not know events or a database.
 */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package io.portrait.model.searchclick;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
