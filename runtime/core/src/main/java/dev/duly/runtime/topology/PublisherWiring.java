/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

/** Makes the implementation of a {@code @Publisher} interface. Generated, one per interface. */
public interface PublisherWiring<P> {

  Class<P> publisherClass();

  P create(PublishPort port);
}
