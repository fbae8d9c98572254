package io.wrong.web;

import org.springframework.jdbc.core.JdbcTemplate;

/** Well named and in the wrong place. */
final class JdbcInWeb {

    private JdbcInWeb() {}

    static void forgetAll(JdbcTemplate jdbc) {
        jdbc.execute("TRUNCATE profile");
    }
}
