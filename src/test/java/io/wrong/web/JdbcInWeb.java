package io.wrong.web;

import org.springframework.jdbc.core.JdbcTemplate;

/** SQL in a class of the web module. */
final class JdbcInWeb {

    private JdbcInWeb() {}

    static void forgetAll(JdbcTemplate jdbc) {
        jdbc.execute("TRUNCATE profile");
    }
}
