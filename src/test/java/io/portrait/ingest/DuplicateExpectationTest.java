package io.portrait.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.ingest.JournalWriter.DuplicateExpectation;
import org.junit.jupiter.api.Test;

class DuplicateExpectationTest {

    private final DuplicateExpectation duplicateExpectation = new DuplicateExpectation();

    @Test
    void isFalseBeforeTheFirstDuplicate() {
        duplicateExpectation.noDuplicates();
        assertThat(duplicateExpectation.isExpected()).isFalse();
    }

    @Test
    void staysTrueForSomeGroupsAfterADuplicate() {
        duplicateExpectation.duplicatesSeen();
        for (int group = 0; group < DuplicateExpectation.GROUPS_UNTIL_RESET; group++) {
            assertThat(duplicateExpectation.isExpected()).isTrue();
            duplicateExpectation.noDuplicates();
        }
        assertThat(duplicateExpectation.isExpected()).isFalse();
    }
}
