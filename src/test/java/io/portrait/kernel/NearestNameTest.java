package io.portrait.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

    private static final List<String> FIELDS = List.of("brand", "categories", "id", "price", "title");

    @Test
    void namesTheFieldThatIsMeant() {
        assertThat(NearestName.unknownField("titel", FIELDS))
                .isEqualTo("there is no field 'titel': did you mean 'title'?");
        assertThat(NearestName.unknownField("Category", FIELDS)).contains("did you mean 'categories'");
        assertThat(NearestName.unknownField("PRICE", FIELDS)).contains("did you mean 'price'");
    }

    @Test
    void namesAllFieldsIfNoneIsNear() {
        assertThat(NearestName.unknownField("availability", FIELDS))
                .isEqualTo("there is no field 'availability'; the fields are [brand, categories, id, price, title]");
    }

    @Test
    void countsInsertionsDeletionsAndSubstitutions() {
        assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestName.distance("", "abc")).isEqualTo(3);
        assertThat(NearestName.distance("Same", "same")).isZero();
    }
}
