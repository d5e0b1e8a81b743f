#if ServiceLifecycle
    public import ServiceLifecycle

    extension PostgresStore: Service {
        /// Waits for the application's graceful shutdown, or for the task's cancellation, and then calls
        /// ``shutdown()``.
        ///
        /// Operations in flight finish before it returns. The store works without a call of this function. List the
        /// store before the services that use it, because a service group ends the last service first.
        public func run() async {
            // It throws if the task was cancelled, which also shuts the store down.
            try? await gracefulShutdown()
            await shutdown()
        }
    }
#endif
