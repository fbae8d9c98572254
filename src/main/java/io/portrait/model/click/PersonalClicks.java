package io.portrait.model.click;

/** The views and clicks of one person, of an advertisement, a topic, or all advertisements. */
public record PersonalClicks(int views, int clicks) {

    static final PersonalClicks NONE = new PersonalClicks(0, 0);

    PersonalClicks plusView() {
        return new PersonalClicks(views + 1, clicks);
    }

    PersonalClicks plusClick() {
        return new PersonalClicks(views, clicks + 1);
    }

    /** Clicks per view, at most 1; 0 without views. */
    double rate() {
        return views == 0 ? 0 : Math.min(1, (double) clicks / views);
    }
}
