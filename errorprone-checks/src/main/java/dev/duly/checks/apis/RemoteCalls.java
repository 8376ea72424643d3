/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.duly.checks.apis.frameworks.Calls;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;

/** Calls that change something on another machine, as far as their names and types say. */
public final class RemoteCalls {
  private static final RemoteCalls HTTP =
      new RemoteCalls(
          "sends an HTTP request",
          "java.net.http.HttpClient#send",
          "java.net.http.HttpClient#sendAsync",
          "java.net.URLConnection#getOutputStream",
          "org.springframework.web.client.RestOperations#postForEntity",
          "org.springframework.web.client.RestOperations#postForLocation",
          "org.springframework.web.client.RestOperations#postForObject",
          "org.springframework.web.client.RestOperations#patchForObject",
          "org.springframework.web.client.RestOperations#put",
          "org.springframework.web.client.RestOperations#delete",
          "org.springframework.web.client.RestOperations#exchange",
          "org.springframework.web.client.RestOperations#execute",
          "org.springframework.web.client.RestClient#post",
          "org.springframework.web.client.RestClient#put",
          "org.springframework.web.client.RestClient#patch",
          "org.springframework.web.client.RestClient#delete",
          "org.springframework.web.client.RestClient#method",
          "org.springframework.web.reactive.function.client.WebClient#post",
          "org.springframework.web.reactive.function.client.WebClient#put",
          "org.springframework.web.reactive.function.client.WebClient#patch",
          "org.springframework.web.reactive.function.client.WebClient#delete",
          "org.springframework.web.reactive.function.client.WebClient#method",
          "okhttp3.Call.Factory#newCall",
          "org.apache.http.client.HttpClient#execute",
          "org.apache.hc.client5.http.classic.HttpClient#execute",
          "jakarta.ws.rs.client.SyncInvoker#post",
          "jakarta.ws.rs.client.SyncInvoker#put",
          "jakarta.ws.rs.client.SyncInvoker#delete",
          "javax.ws.rs.client.SyncInvoker#post",
          "javax.ws.rs.client.SyncInvoker#put",
          "javax.ws.rs.client.SyncInvoker#delete");
  private static final RemoteCalls MAIL =
      new RemoteCalls(
          "sends a mail",
          "org.springframework.mail.MailSender#send",
          "org.springframework.mail.javamail.JavaMailSender#send",
          "jakarta.mail.Transport#send",
          "jakarta.mail.Transport#sendMessage",
          "javax.mail.Transport#send",
          "javax.mail.Transport#sendMessage");
  private static final RemoteCalls OBJECT_STORE =
      new RemoteCalls(
          "writes to an object store",
          "software.amazon.awssdk.services.s3.S3Client#putObject",
          "software.amazon.awssdk.services.s3.S3Client#copyObject",
          "software.amazon.awssdk.services.s3.S3Client#deleteObject",
          "software.amazon.awssdk.services.s3.S3Client#deleteObjects",
          "software.amazon.awssdk.services.s3.S3AsyncClient#putObject",
          "software.amazon.awssdk.services.s3.S3AsyncClient#copyObject",
          "software.amazon.awssdk.services.s3.S3AsyncClient#deleteObject",
          "software.amazon.awssdk.services.s3.S3AsyncClient#deleteObjects",
          "com.amazonaws.services.s3.AmazonS3#putObject",
          "com.amazonaws.services.s3.AmazonS3#copyObject",
          "com.amazonaws.services.s3.AmazonS3#deleteObject",
          "com.amazonaws.services.s3.AmazonS3#deleteObjects");

  private static final List<RemoteCalls> ALL = List.of(HTTP, MAIL, OBJECT_STORE);

  /** On an interface, or its methods: calls of it go to another machine. */
  private static final Set<String> HTTP_INTERFACES =
      Set.of(
          "feign.RequestLine",
          "org.springframework.cloud.openfeign.FeignClient",
          "org.springframework.web.service.annotation.HttpExchange",
          "org.eclipse.microprofile.rest.client.inject.RegisterRestClient",
          "io.micronaut.http.client.annotation.Client");

  private final String what;
  private final Calls calls;

  private RemoteCalls(String what, String... calls) {
    this.what = what;
    this.calls = Calls.of(calls);
  }

  /** As the predicate of a sentence: "sends a mail". */
  public String what() {
    return what;
  }

  /** What a call does; empty where it is none of these, or plainly one that only reads. */
  public static Optional<RemoteCalls> of(ExpressionTree call, VisitorState state) {
    for (RemoteCalls each : ALL) {
      if (each.calls.matches(call, state)) {
        return Optional.of(each);
      }
    }
    return isOfHttpInterface(call, state) ? Optional.of(HTTP) : Optional.empty();
  }

  private static boolean isOfHttpInterface(ExpressionTree call, VisitorState state) {
    return ASTHelpers.getSymbol(call) instanceof MethodSymbol method
        && method.owner.isInterface()
        && (MetaAnnotations.of(method.owner, state).stream().anyMatch(HTTP_INTERFACES::contains)
            || MetaAnnotations.of(method, state).stream().anyMatch(HTTP_INTERFACES::contains))
        && method.getAnnotationMirrors().stream().noneMatch(RemoteCalls::reads);
  }

  /** {@code @GET}, {@code @GetMapping}, {@code @RequestLine("GET …")} and the like. */
  private static boolean reads(AnnotationMirror annotation) {
    String name = MetaAnnotations.nameOf(annotation);
    String simple = name.substring(name.lastIndexOf('.') + 1);
    return simple.matches("(?i)(get|head|options)(Mapping|Exchange)?")
        || annotation.getElementValues().values().stream()
            .anyMatch(value -> value.toString().matches("(?s).*\\b(GET|HEAD)\\b.*"));
  }
}
