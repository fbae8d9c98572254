package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.PortraitTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** The responses while the database reports a full disk (SQLSTATE 53100). */
@PortraitTest
class StorageFullTest {

    private static final String EVENT = """
            {"userId":"full","messageId":"1","type":"view"}""";

    @Autowired
    private ApiClient api;

    @Autowired
    private JdbcTemplate jdbc;

    @BeforeEach
    void fillTheDisk() {
        jdbc.execute("""
                CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
                CREATE TRIGGER disk_full BEFORE UPDATE ON journal_head EXECUTE FUNCTION disk_full()
                """);
    }

    @AfterEach
    void freeTheDisk() {
        jdbc.execute("DROP FUNCTION IF EXISTS disk_full CASCADE");
    }

    @Test
    void eventsAreAnsweredRetryableWhileTheDiskIsFullAndAcceptedAfterwards() {
        ApiResponse response = api.postEvents(List.of(EVENT));
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.code()).isEqualTo("storage-full");
        assertThat(response.header("Retry-After")).isEqualTo("10");

        freeTheDisk();
        assertThat(api.postEvents(List.of(EVENT)).json().path("accepted").asInt())
                .isEqualTo(1);
    }
}
