/** @jsxImportSource react */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { Matters } from '../desk/matters.js';
import { Matter } from '../handler/matter.js';
import { Orders } from '../handler/orders.js';
import { Refused } from '../parts/refused.js';
import { Interrupted } from './interrupted.js';
import { sessions, useStanding } from './session.js';
import { SignIn, SignedIn } from './sign-in.js';
import { Top } from './top.js';
import { useWhoIAm } from './who-i-am.js';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // what is refused is refused again; who was not heard is asked once more
      retry: (failures, error) => !(error instanceof Refused) && failures < 1,
      refetchOnWindowFocus: true,
      staleTime: 5_000,
    },
  },
});

/** Everything below /console: who is signed in decides what is there. */
export function Console() {
  const standing = useStanding();
  useEffect(() => void sessions.look(), []);
  useEffect(() => {
    // nothing that was read is left when somebody signs out
    if (standing.is === 'OUT') queries.clear();
  }, [standing.is]);
  if (standing.is === 'LOADING') return <p className="wait">正在打开…</p>;
  const session = 'session' in standing ? standing.session : null;
  return (
    <Router base="/console">
      <Switch>
        <Route path="/signed-in">
          <SignedIn />
        </Route>
        <Route path="/sign-in">{session ? <Redirect to="/" /> : <SignIn standing={standing} />}</Route>
        <Route>
          {session ? (
            // another session, another person: nothing of the one before is left in memory
            <QueryClientProvider client={queries} key={session.subject}>
              <Interrupted standing={standing}>
                <Top session={session} />
                <Pages />
              </Interrupted>
            </QueryClientProvider>
          ) : (
            <SignIn standing={standing} />
          )}
        </Route>
      </Switch>
    </Router>
  );
}

/** What waits first for her: a desk looks at what came in, everybody else at what the unit has to do. */
function Home() {
  const me = useWhoIAm();
  if (!me) return <p className="wait">正在打开…</p>;
  const isDesk = me.roles.some((role) => role === 'DISTRICT' || role === 'STREET');
  return <Redirect to={isDesk ? '/matters' : '/orders'} replace />;
}

function Pages() {
  return (
    <Switch>
      <Route path="/">
        <Home />
      </Route>
      <Route path="/orders">
        <Orders />
      </Route>
      <Route path="/matters">
        <Matters />
      </Route>
      <Route path="/matters/:id">{({ id }) => <Matter id={id} key={id} />}</Route>
      <Route>
        <main>
          <h1>没有这个页面</h1>
          <p>
            <a href="/console">回到工作台</a>
          </p>
        </main>
      </Route>
    </Switch>
  );
}
