package dev.tidings.testkit;

import jakarta.inject.Inject;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ModifierSupport;

/** Starts what the injected fields of a {@link TidingsTest} declare, and ends it after the last test. */
public final class TidingsExtension implements BeforeAllCallback, AfterAllCallback {
    /** The name of the field of an only instance: nothing has to be said about it. */
    private static final String ONLY = "tidings";

    @Override
    public void beforeAll(ExtensionContext context) {
        Class<?> test = context.getRequiredTestClass();
        TidingsTest declared =
                AnnotationSupport.findAnnotation(test, TidingsTest.class).orElseThrow();
        InstanceFactory instances = new InstanceFactory(log(declared), Issuer.shared(), List.of(declared.settings()));
        store(context).put(InstanceFactory.class, instances);
        List<Field> fields = AnnotationSupport.findAnnotatedFields(test, Inject.class, ModifierSupport::isStatic);
        fields.forEach(field -> set(field, part(field, instances)));
        instances.awaitReady();
    }

    private static TestLog log(TidingsTest declared) {
        return declared.ownBroker() ? TestLog.withDefaultNames(Broker.own()) : TestLog.create();
    }

    private static Object part(Field field, InstanceFactory instances) {
        Class<?> type = field.getType();
        if (type == TidingsProcess.class) {
            return instances.start(instances.named(name(field)));
        } else if (type == TestLog.class) {
            return instances.log();
        } else if (type == Issuer.class) {
            return instances.issuer();
        } else if (type == Broker.class) {
            return instances.log().broker();
        } else if (type == InstanceFactory.class) {
            return instances;
        }
        throw new IllegalArgumentException(
                field + ": nothing to inject (expected: an instance, a log, an issuer, a broker or a factory)");
    }

    /** Names an instance after its class, and where there are several also after its field: {@code logout-here}. */
    private static String name(Field field) {
        String ofClass = field.getDeclaringClass().getSimpleName().replaceFirst("IT$", "");
        return field.getName().equals(ONLY) ? words(ofClass) : words(ofClass) + "-" + words(field.getName());
    }

    private static String words(String camelCase) {
        return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private static void set(Field field, Object part) {
        try {
            field.setAccessible(true);
            field.set(null, part);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        InstanceFactory instances = store(context).remove(InstanceFactory.class, InstanceFactory.class);
        if (instances == null) {
            return;
        }
        try {
            instances.end();
        } finally {
            if (instances.log().broker() != Broker.shared()) {
                instances.log().broker().close();
            }
        }
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(Namespace.create(TidingsExtension.class));
    }
}
