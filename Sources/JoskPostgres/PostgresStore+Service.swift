#if ServiceLifecycle
    public import ServiceLifecycle

    extension PostgresStore: Service {
        /// Waits for the graceful shutdown of the host, or for its cancellation, and then ends the store as ``shutdown()``
        /// does: what is under way is seen through.
        ///
        /// The store works without it. List it before the services that use it: a service group ends the last one first.
        public func run() async {
            // It throws where it was cancelled: that ends the store too.
            try? await gracefulShutdown()
            await shutdown()
        }
    }
#endif
