package io.portrait.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portrait.support.TestTimeouts;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Chromium of the machine, connected to a running service. Without Chromium the test is skipped. */
final class Browser implements AutoCloseable {

    private static final Duration TIMEOUT = TestTimeouts.STATE;

    /** Options that turn off Chromium's own network requests, so that only those of the pages are recorded. */
    private static final List<String> ARGUMENTS = List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final ChromeDriver driver;
    private final String base;
    private final Path downloads;

    private Browser(ChromeDriver driver, String base, Path downloads) {
        this.driver = driver;
        this.base = base;
        this.downloads = downloads;
    }

    /** A browser with a window of that width, in pixels, and that language. */
    static Browser at(Environment environment, int width, String language) throws IOException {
        Optional<File> chromium = program("chromium");
        Optional<File> chromedriver = program("chromedriver");
        assumeTrue(
                chromium.isPresent() && chromedriver.isPresent(),
                "no chromium and chromedriver on the path: the pages are not tested");
        Path downloads = Files.createTempDirectory("portrait-downloads");
        ChromeOptions options = new ChromeOptions()
                .setBinary(chromium.orElseThrow())
                .addArguments(ARGUMENTS)
                .addArguments("--window-size=" + width + ",900", "--lang=" + language)
                .setExperimentalOption("prefs", Map.of("download.default_directory", downloads.toString()));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.orElseThrow())
                .build();
        String base = "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
        return new Browser(new ChromeDriver(service, options), base, downloads);
    }

    private static Optional<File> program(String name) {
        return Arrays.stream(
                        Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .map(directory -> new File(directory, name))
                .filter(File::canExecute)
                .findFirst();
    }

    void open(String path) {
        driver.get(base + path);
    }

    /** Opens a page of another site. */
    void visit(URI page) {
        driver.get(page.toString());
    }

    /** Waits until the element is visible. */
    WebElement awaitVisible(String css) {
        return awaitPresent(() -> displayed(css)).orElseThrow();
    }

    /** Waits until the query has a result. Repeats the query if the page has just replaced the element. */
    private <T> Optional<T> awaitPresent(Supplier<Optional<T>> query) {
        AtomicReference<Optional<T>> last = new AtomicReference<>(Optional.empty());
        new WebDriverWait(driver, TIMEOUT)
                .ignoring(StaleElementReferenceException.class)
                .until(found -> {
                    last.set(query.get());
                    return last.get().isPresent();
                });
        return last.get();
    }

    private Optional<WebElement> displayed(String css) {
        return driver.findElements(By.cssSelector(css)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst();
    }

    boolean isVisible(String css) {
        return displayed(css).isPresent();
    }

    String address() {
        return String.valueOf(driver.getCurrentUrl());
    }

    /** Opens the page of a person by a link, and agrees to that. */
    void openWithToken(String token) {
        open("/me#token=" + token);
        awaitPresent(() -> displayed("#token").filter(input -> token.equals(input.getDomProperty("value"))));
        click("#open-button");
    }

    void click(String css) {
        awaitPresent(() -> displayed(css).map(found -> {
            found.click();
            return found;
        }));
    }

    void type(String css, String text) {
        awaitVisible(css).sendKeys(text);
    }

    String text(String css) {
        return awaitPresent(() -> displayed(css).map(WebElement::getText)).orElseThrow();
    }

    List<String> texts(String css) {
        return awaitPresent(() -> Optional.of(driver.findElements(By.cssSelector(css)).stream()
                        .map(WebElement::getText)
                        .toList()))
                .orElseThrow();
    }

    /** Waits until the text of an element contains the expected text. */
    void awaitText(String css, String expected) {
        new WebDriverWait(driver, TIMEOUT)
                .withMessage(() -> css + ": " + texts(css))
                .until(found -> texts(css).stream().anyMatch(text -> text.contains(expected)));
    }

    /** The number of points of a chart. */
    int points(String css) {
        return Integer.parseInt(
                Objects.requireNonNullElse(awaitVisible(css + "[data-points]").getDomAttribute("data-points"), "0"));
    }

    Object run(String script) {
        return Objects.requireNonNull(((JavascriptExecutor) driver).executeScript(script));
    }

    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** The accessibility violations that axe-core finds. */
    List<String> accessibilityViolations() {
        run(axe() + "; return 0");
        Object faults = Objects.requireNonNull(driver.executeAsyncScript("""
            const done = arguments[arguments.length - 1];
            axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })
              .then(({ violations }) => done(violations.flatMap(({ id, nodes }) =>
                nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`))));
            """));
        return ((List<?>) faults).stream().map(String::valueOf).toList();
    }

    private static String axe() {
        try (InputStream script = Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The widths of page and window and the elements that are too wide; empty if none is. */
    List<String> elementsWiderThanTheWindow() {
        List<?> wide = (List<?>) run("""
            const page = document.documentElement;
            return page.scrollWidth <= page.clientWidth ? [] : [`${page.scrollWidth} > ${page.clientWidth}`,
              ...[...document.querySelectorAll('*')].filter((each) => each.getBoundingClientRect().right > page.clientWidth + 1)
                .map((each) => `${each.tagName} ${each.id} ${each.className} ${each.getBoundingClientRect().right}`)]
            """);
        return wide.stream().map(String::valueOf).toList();
    }

    /** The content of a downloaded file; waits for it. */
    String downloaded(String name) throws IOException {
        Path file = downloads.resolve(name);
        new WebDriverWait(driver, TIMEOUT).until(found -> Files.exists(file));
        return Files.readString(file);
    }

    /** Asserts that no page has requested another host or violated the content security policy. */
    void assertNoForeignRequests() {
        assertThat(requestedUrls())
                .isNotEmpty()
                .allMatch(url -> url.startsWith(base) || url.startsWith("blob:" + base) || url.startsWith("data:"));
        assertThat(driver.manage().logs().get(LogType.BROWSER).getAll())
                .extracting(LogEntry::getMessage)
                .noneMatch(message -> message.contains("Content Security Policy") || message.contains("Uncaught"));
    }

    /** The URLs requested since the last call. */
    List<String> requestedUrls() {
        JsonMapper json = new JsonMapper();
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> json.readTree(entry.getMessage()).path("message"))
                .filter(message -> message.path("method").asString("").equals("Network.requestWillBeSent"))
                .map(message -> message.path("params").path("request").path("url"))
                .map(JsonNode::asString)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
