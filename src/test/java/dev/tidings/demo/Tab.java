package dev.tidings.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The page in a browser's tab, as a person uses it. */
final class Tab {
    private static final double PATIENCE = 30_000;

    private final Page page;
    private final List<String> errors = new ArrayList<>();

    Tab(Page page, String address) {
        this.page = page;
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                errors.add(message.text());
            }
        });
        page.navigate(address);
    }

    Tab signInAs(String name) {
        page.getByLabel("Name").fill(name);
        page.getByRole(
                        AriaRole.BUTTON,
                        new GetByRoleOptions().setName("Sign in").setExact(true))
                .click();
        return this;
    }

    void send(String kind, String recipient, String title) {
        page.locator(".segments").getByText(kind).click();
        if (!recipient.isEmpty()) {
            page.locator(kind.equals("Group") ? "#group" : "#user").fill(recipient);
        }
        page.getByLabel("Title").fill(title);
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Send").setExact(true))
                .click();
        assertThat(page.locator("#written")).containsText("offset");
    }

    void awaitState(String state) {
        assertThat(page.locator("html"))
                .hasAttribute("data-state", state, new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE));
    }

    void awaitCard(String title) {
        assertThat(card(title)).hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE));
    }

    int cards(String title) {
        return card(title).count();
    }

    String chips(String title) {
        return card(title).locator(".chips").innerText();
    }

    String text(String id) {
        return page.locator("#" + id).innerText();
    }

    /** Writes the window as a PNG to this file, and returns it. */
    Path picture(Path file) {
        page.setViewportSize(1120, 640);
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
        return file;
    }

    void reload() {
        page.reload();
    }

    void close() {
        page.context().close();
    }

    /** Uncaught ones, and what the page's own security policy forbade. */
    List<String> errors() {
        return errors;
    }

    private Locator card(String title) {
        return page.locator("#feed > li").filter(new Locator.FilterOptions().setHasText(title));
    }
}
