/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks.peers;

import com.zaxxer.hikari.HikariDataSource;
import dev.duly.servers.Database;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The event publication registry of Spring Modulith, in a plain Spring context. After the commit a
 * worker calls the listener and deletes the publication; nothing keeps an order.
 */
final class SpringModulith implements Contender {
  private final HikariDataSource pool;
  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();
  private final TransactionTemplate transactions;
  private final JdbcTemplate jdbc;

  SpringModulith(Database database, Handled handled) throws SQLException {
    Bookings.create(database);
    this.pool = Pools.open(database);
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "benchmark",
                Map.of(
                    "spring.modulith.events.jdbc.schema-initialization.enabled",
                    "true",
                    "spring.modulith.events.completion-mode",
                    "DELETE")));
    context.registerBean(DataSource.class, () -> pool);
    context.registerBean(Handled.class, () -> handled);
    context.register(Application.class);
    context.refresh();
    this.transactions = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    this.jdbc = context.getBean(JdbcTemplate.class);
  }

  /** What an application would have; Spring Boot configures the rest and runs nothing. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {
    @Bean
    ThreadPoolTaskExecutor taskExecutor() {
      ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
      executor.setCorePoolSize(WORKERS);
      executor.setWaitForTasksToCompleteOnShutdown(true);
      return executor;
    }

    @Bean
    Listener listener(Handled handled) {
      return new Listener(handled);
    }
  }

  /** The event. */
  public record Booked(long number, String body) {}

  /** The broker. */
  static class Listener {
    private final Handled handled;

    Listener(Handled handled) {
      this.handled = handled;
    }

    @Async
    @TransactionalEventListener
    public void on(Booked event) {
      handled.one();
    }
  }

  @Override
  public void publish(long first, int count) {
    ApplicationEventPublisher events = context;
    for (int i = 0; i < count; i++) {
      long number = first + i;
      transactions.executeWithoutResult(
          status -> {
            jdbc.update(Bookings.INSERT);
            events.publishEvent(new Booked(number, Parcel.BODY));
          });
    }
  }

  @Override
  public void close() {
    context.close();
    pool.close();
  }
}
