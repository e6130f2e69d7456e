/** @jsxImportSource react */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { FollowUps } from '../desk/follow-ups.js';
import { Matters } from '../desk/matters.js';
import { Register } from '../desk/register.js';
import { RequestList } from '../desk/requests.js';
import { Matter } from '../handler/matter.js';
import { Orders } from '../handler/orders.js';
import { Docket } from '../mediator/docket.js';
import { Mediation } from '../mediator/mediation.js';
import { Refused } from '../parts/refused.js';
import { Whistle } from '../whistles/whistle.js';
import { Whistles } from '../whistles/whistles.js';
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

/** What waits first for her: a desk and an auditor look at matters, a mediator at the docket, who handles at what the unit has to do. */
const homes: readonly (readonly [role: string, path: string])[] = [
  ['DISTRICT', '/matters'],
  ['STREET', '/matters'],
  ['AUDITOR', '/matters'],
  ['MEDIATOR', '/docket'],
  ['COMMUNITY', '/orders'],
  ['GRID', '/orders'],
  ['DEPARTMENT', '/orders'],
  ['COMPANY', '/orders'],
];

function Home() {
  const me = useWhoIAm();
  if (!me) return <p className="wait">正在打开…</p>;
  const home = homes.find(([role]) => me.roles.some((one) => one === role));
  if (home) return <Redirect to={home[1]} replace />;
  return (
    <main>
      <h1>还没有您的页面</h1>
      <p>您的账号目前只能通过接口使用本系统。居民反映问题不必登录，请扫社区、网格张贴的二维码。</p>
    </main>
  );
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
      <Route path="/register">
        <Register />
      </Route>
      <Route path="/follow-ups">
        <FollowUps />
      </Route>
      <Route path="/requests">
        <RequestList />
      </Route>
      <Route path="/docket">
        <Docket />
      </Route>
      <Route path="/docket/:id">{({ id }) => <Mediation id={id} key={id} />}</Route>
      <Route path="/whistles">
        <Whistles />
      </Route>
      <Route path="/whistles/:id">{({ id }) => <Whistle id={id} key={id} />}</Route>
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
