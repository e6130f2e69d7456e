import { Module } from '@nestjs/common';
import { AppealAccessReactions } from './appeal-access.reactions.js';

@Module({ controllers: [AppealAccessReactions] })
export class AppealAccessModule {}
