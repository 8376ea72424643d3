/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JmsFactoryAutoAckTest {
  private static String config(String members) {
    return """
        import org.springframework.context.annotation.Bean;
        import org.springframework.jms.config.*;
        import org.springframework.jms.listener.*;
        class Config {
          static final Logger LOG = LoggerFactory.getLogger(Config.class);
          static class Own extends DefaultJmsListenerContainerFactory { }
          interface Setup { void apply(Object factory); boolean transacted(); }
          Setup setup;
          DefaultJmsListenerContainerFactory field;
          org.springframework.transaction.PlatformTransactionManager manager;
          %s
        }
        """
        .formatted(members);
  }

  private static String bean(String statements) {
    return config(
        "@Bean JmsListenerContainerFactory<?> factory() {\nDefaultJmsListenerContainerFactory f = new DefaultJmsListenerContainerFactory(); %s return f; }"
            .formatted(statements));
  }

  private Compile compile(String source) {
    return Compile.with(JmsFactoryAutoAck.class, getClass())
        .on(Libraries.CURRENT)
        .file("Config.java", source);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f.setSessionTransacted(true);",
        "f.setSessionTransacted(setup.transacted());",
        "if (setup.transacted()) { f.setSessionTransacted(true); }",
        "f.setSessionTransacted(false); f.setSessionTransacted(true);",
        "f.setSessionAcknowledgeMode(2);",
        "f.setSessionAcknowledgeMode(jakarta.jms.Session.CLIENT_ACKNOWLEDGE);",
        "f.setTransactionManager(manager);",
        "Optional.of(true).ifPresent(f::setSessionTransacted);",
        // Somebody else may have set it up.
        "setup.apply(f);",
        "setup.apply((f));",
        "field = f;",
        "Object other = f;",
        // Nobody keeps the messages of such a topic anyway.
        "f.setPubSubDomain(true);",
        "f.setPubSubDomain(setup.transacted());",
        "f.setPubSubDomain(true); f.setSubscriptionDurable(false);",
      })
  void staysSilentWhereAFailureComesBack(String statements) {
    compile(bean(statements)).isSilent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Boot's configurer sets it transacted.
        "@Bean JmsListenerContainerFactory<?> factory(org.springframework.boot.jms.autoconfigure.DefaultJmsListenerContainerFactoryConfigurer c, jakarta.jms.ConnectionFactory cf) { DefaultJmsListenerContainerFactory f = new DefaultJmsListenerContainerFactory(); c.configure(f, cf); return f; }",
        // Another container acknowledges after the listener.
        "@Bean Object factory() { SimpleJmsListenerContainerFactory f = new SimpleJmsListenerContainerFactory(); return f; }",
        "@Bean Object factory() { Own f = new Own(); return f; }",
        // Set up by whoever asked for it, or elsewhere.
        "DefaultJmsListenerContainerFactory make() { DefaultJmsListenerContainerFactory f = new DefaultJmsListenerContainerFactory(); return f; }",
        "DefaultJmsListenerContainerFactory made = new DefaultJmsListenerContainerFactory();",
        "void make() { field = new DefaultJmsListenerContainerFactory(); }",
        "void make() { setup.apply(new DefaultJmsListenerContainerFactory()); }",
        "@Bean Object factory() { java.util.function.Supplier<Object> s = () -> { DefaultJmsListenerContainerFactory f = new DefaultJmsListenerContainerFactory(); return f; }; return s; }",
        "@Bean Object factory() { return new DefaultJmsListenerContainerFactory() {{ setSessionTransacted(true); }}; }",
        "@Bean Object factory() { return new DefaultJmsListenerContainerFactory() { @Override protected void initializeContainer(DefaultMessageListenerContainer c) { setup.apply(c); } }; }",
        "void listen() { DefaultMessageListenerContainer c = new DefaultMessageListenerContainer(); c.setSessionAcknowledgeModeName(\"CLIENT_ACKNOWLEDGE\"); c.start(); }",
        "void listen() { DefaultMessageListenerContainer c = new DefaultMessageListenerContainer(); setup.apply(c); c.start(); }",
        "void listen() { DefaultMessageListenerContainer c = new DefaultMessageListenerContainer(); }",
        "@SuppressWarnings(\"JmsFactoryAutoAck\") @Bean Object factory() { DefaultJmsListenerContainerFactory f = new DefaultJmsListenerContainerFactory(); return f; }",
      })
  void staysSilentWhereOthersDecide(String members) {
    compile(config(members)).isSilent();
  }

  @Test
  void staysSilentInTestSources() {
    Compile.with(JmsFactoryAutoAck.class, getClass())
        .on(Libraries.CURRENT)
        .file("service/src/test/java/Config.java", bean(""))
        .isSilent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "f.setConcurrency(\"3-10\"); f.setErrorHandler(e -> LOG.error(\"x\", e));",
        "f.setSessionTransacted(false);",
        "f.setSessionAcknowledgeMode(1);",
        "f.setSessionAcknowledgeMode(jakarta.jms.Session.AUTO_ACKNOWLEDGE);",
        "f.setTransactionManager(null);",
        "f.setPubSubDomain(false);",
        "f.setPubSubDomain(true); f.setSubscriptionDurable(true);",
        "LOG.info(\"made {}\", f);",
      })
  void findsAFactoryThatKeepsTheDefault(String statements) {
    compile(
            bean(statements)
                .replace(
                    "DefaultJmsListenerContainerFactory f =",
                    "// BUG: Diagnostic contains: The DefaultJmsListenerContainerFactory that Config.factory makes acknowledges each message before its listener runs\nDefaultJmsListenerContainerFactory f ="))
        .finds();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@Bean Object factory() {\n//\nreturn new DefaultJmsListenerContainerFactory(); }",
        "@Bean Object factory() {\n//\nreturn new DefaultJmsListenerContainerFactory() {{ setConcurrency(\"3\"); }}; }",
        "@Bean Object factory() { DefaultJmsListenerContainerFactory f;\n//\nf = new DefaultJmsListenerContainerFactory(); return f; }",
        "@Bean Object factory() {\n//\nDefaultMessageListenerContainer c = new DefaultMessageListenerContainer(); return (c); }",
        "void listen() {\n//\nDefaultMessageListenerContainer c = new DefaultMessageListenerContainer(); c.setSessionAcknowledgeModeName(\"AUTO_ACKNOWLEDGE\"); c.afterPropertiesSet(); c.start(); setup.apply(c); }",
        "void listen() {\n//\nDefaultMessageListenerContainer c = new DefaultMessageListenerContainer(); c.initialize(); }",
      })
  void findsOtherWaysToMakeOne(String members) {
    compile(
            config(
                members.replace("//", "// BUG: Diagnostic contains: setSessionTransacted(true)")))
        .finds();
  }

  @ParameterizedTest
  @EnumSource(Libraries.class)
  void knowsBothNamespaces(Libraries libraries) {
    Compile.with(JmsFactoryAutoAck.class, getClass())
        .on(libraries)
        .file(
            "Config.java",
            """
            import org.springframework.context.annotation.Bean;
            import org.springframework.jms.config.*;
            class Config {
              @Bean JmsListenerContainerFactory<?> factory() {
                // BUG: Diagnostic contains: Config.factory
                DefaultJmsListenerContainerFactory f = new DefaultJmsListenerContainerFactory();
                return f;
              }
            }
            """)
        .finds();
  }

  @Test
  void knowsBootsConfigurerOfOlderMajors() {
    Compile.with(JmsFactoryAutoAck.class, getClass())
        .on(Libraries.PREVIOUS)
        .file(
            "Config.java",
            """
            import org.springframework.boot.autoconfigure.jms.DefaultJmsListenerContainerFactoryConfigurer;
            import org.springframework.context.annotation.Bean;
            import org.springframework.jms.config.*;
            class Config {
              @Bean JmsListenerContainerFactory<?> factory(
                  DefaultJmsListenerContainerFactoryConfigurer c, javax.jms.ConnectionFactory cf) {
                DefaultJmsListenerContainerFactory f = new DefaultJmsListenerContainerFactory();
                c.configure(f, cf);
                return f;
              }
            }
            """)
        .isSilent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DefaultJmsListenerContainerFactory f = new DefaultJmsListenerContainerFactory(); return f; | DefaultJmsListenerContainerFactory f = new DefaultJmsListenerContainerFactory(); f.setSessionTransacted(true); return f;",
        "var f = new DefaultJmsListenerContainerFactory(); return f; | var f = new DefaultJmsListenerContainerFactory(); f.setSessionTransacted(true); return f;",
        "DefaultJmsListenerContainerFactory f; f = new DefaultJmsListenerContainerFactory(); return f; | DefaultJmsListenerContainerFactory f; f = new DefaultJmsListenerContainerFactory(); f.setSessionTransacted(true); return f;",
        "var f = new DefaultJmsListenerContainerFactory(); f.setSessionTransacted(false); return f; | var f = new DefaultJmsListenerContainerFactory(); f.setSessionTransacted(true); return f;",
        "JmsListenerContainerFactory<?> f = new DefaultJmsListenerContainerFactory(); return f; | JmsListenerContainerFactory<?> f = new DefaultJmsListenerContainerFactory(); return f;",
        "return new DefaultJmsListenerContainerFactory(); | return new DefaultJmsListenerContainerFactory();",
      })
  void makesItTransacted(String before, String after) {
    String source =
        """
        import org.springframework.context.annotation.Bean;
        import org.springframework.jms.config.*;
        class Config {
          @Bean JmsListenerContainerFactory<?> factory() { %s }
        }
        """;
    Compile.fixesOn(
        Libraries.CURRENT,
        JmsFactoryAutoAck.class,
        getClass(),
        "Config.java",
        source.formatted(before),
        source.formatted(after));
  }
}
